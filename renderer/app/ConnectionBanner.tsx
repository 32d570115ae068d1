import { useEngine } from "./engine-store.ts";

export function ConnectionBanner() {
  const connection = useEngine((state) => state.connection);
  if (connection !== "lost") return null;
  return (
    <div className="banner" role="status">
      <span className="spinner" aria-hidden="true" />
      Connection lost, reconnecting. What is on the screen stays; training goes on in the engine.
    </div>
  );
}
