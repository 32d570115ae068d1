/** What a page may never do, whatever it contains: leave its origin, open windows, ask for devices, reach the network. */
import { app, type Session } from "electron";
import { isOwnPage, isOwnRequest } from "./origin.ts";

/** Applies to every page that will ever exist in this app. */
export function confinePages(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.on("will-navigate", (event, url) => {
      if (!isOwnPage(url)) event.preventDefault();
    });
    contents.on("will-redirect", (event, url) => {
      if (!isOwnPage(url)) event.preventDefault();
    });
  });
}

/** Denies every permission and every request that leaves the machine. */
export function confineSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Chromium would fetch dictionaries by itself, past the requests of pages.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwnRequest(details.url) }));
}
