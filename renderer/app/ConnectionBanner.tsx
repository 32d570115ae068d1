import { useEngine } from "./engine-store.ts";

const words = {
  lost: "Connection lost, reconnecting. What is on the screen stays, and an engine that still runs goes on training.",
  unreachable: "The engine does not answer, trying again.",
};

export function ConnectionBanner() {
  const connection = useEngine((state) => state.connection);
  if (connection !== "lost" && connection !== "unreachable") return null;
  return (
    <div className="banner" role="status">
      <span className="spinner" aria-hidden="true" />
      {words[connection]}
      {!window.guidepost && " If Guidepost was started again, open the address that it printed."}
    </div>
  );
}
