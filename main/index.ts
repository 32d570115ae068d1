/** The desktop shell. It owns the window and the engine's process, and computes nothing. */
import { app } from "electron";
import { runShell } from "./shell/lifecycle.ts";

if (app.requestSingleInstanceLock()) runShell();
else app.quit();
