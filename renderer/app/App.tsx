import { useEffect } from "react";
import { CommandPalette } from "../commands/CommandPalette.tsx";
import { keepMenu } from "../commands/menu.ts";
import { ShortcutSheet } from "../commands/ShortcutSheet.tsx";
import { ExportDialog } from "../export/ExportDialog.tsx";
import { HelpDialog } from "../help/HelpDialog.tsx";
import { LogDialog } from "../help/LogDialog.tsx";
import { PresetsDialog } from "../inspector/PresetsDialog.tsx";
import { showRepair } from "../project/moves.ts";
import { ProjectDialog } from "../project/ProjectDialog.tsx";
import { QueueDialog } from "../queue/QueueDialog.tsx";
import { SettingsDialog } from "../settings/SettingsDialog.tsx";
import { Welcome } from "../welcome/Welcome.tsx";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { DamageBanner } from "./DamageBanner.tsx";
import { Dock } from "./Dock.tsx";
import { DropZone } from "./DropZone.tsx";
import { listenForKeys } from "./keyboard.ts";
import { LayoutsDialog } from "./LayoutsDialog.tsx";
import { logFailures } from "./log-store.ts";
import { ProjectsDialog } from "./ProjectsDialog.tsx";
import { TopBar } from "./TopBar.tsx";
import { tellSystem } from "./tell-system.ts";

export function App() {
  useEffect(showRepair, []);
  useEffect(() => {
    const stops = [listenForKeys(), keepMenu(), logFailures(), tellSystem()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <DropZone>
      <TopBar />
      <ConnectionBanner />
      <DamageBanner />
      <Dock />
      <CommandPalette />
      <ShortcutSheet />
      <SettingsDialog />
      <LayoutsDialog />
      <PresetsDialog />
      <ProjectsDialog />
      <ProjectDialog />
      <HelpDialog />
      <LogDialog />
      <QueueDialog />
      <ExportDialog />
      <Welcome />
    </DropZone>
  );
}
