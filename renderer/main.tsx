import "./client/zod-setup.ts";
import "./theme/fonts.css";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/controls.css";
import "./theme/dock.css";
import "./theme/panels.css";
import "./theme/dialogs.css";
import "./theme/welcome.css";
import "./theme/policies.css";
import "./theme/library.css";
import "./theme/compare.css";
import "./theme/project.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { Boundary } from "./app/Boundary.tsx";
import { CommandTextButton } from "./app/CommandTextButton.tsx";
import { Notices } from "./app/Notices.tsx";
import { startSession } from "./app/session.ts";
import { startTheme } from "./theme/theme.ts";

startTheme();
startSession();

const hint = "Your work is safe: a training goes on in the engine, and every iteration that was shown is on the disk.";
createRoot(document.getElementById("root") as HTMLElement).render(
  <>
    <Boundary what="The window" hint={hint} actions={<CommandTextButton command="help.diagnostics" className="" />}>
      <App />
    </Boundary>
    <Notices />
  </>,
);
