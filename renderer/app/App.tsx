import { useEffect } from "react";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { Dock } from "./Dock.tsx";
import { listenForKeys } from "./keyboard.ts";
import { Notices } from "./Notices.tsx";
import { TopBar } from "./TopBar.tsx";

export function App() {
  useEffect(listenForKeys, []);
  return (
    <div className="app">
      <TopBar />
      <ConnectionBanner />
      <Dock />
      <Notices />
    </div>
  );
}
