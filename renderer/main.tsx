import "./client/zod-setup.ts";
import "./theme/fonts.css";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/controls.css";
import "./theme/dock.css";
import "./theme/panels.css";
import "./theme/dialogs.css";
import "./theme/welcome.css";
import "./theme/library.css";
import "./theme/compare.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { startSession } from "./app/session.ts";
import { startTheme } from "./theme/theme.ts";

startTheme();
startSession();
createRoot(document.getElementById("root") as HTMLElement).render(<App />);
