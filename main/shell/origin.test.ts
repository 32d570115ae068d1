import { describe, expect, it } from "vitest";
import { isOwnPage, isOwnRequest } from "./origin.ts";

describe("the window's own origin", () => {
  it.each(["app://guidepost/index.html", "app://guidepost/assets/a.js"])("knows %s as its page", (url) => {
    expect(isOwnPage(url)).toBe(true);
  });

  it.each([
    "app://guidepost.example/index.html",
    "app://other/index.html",
    "file:///etc/passwd",
    "https://example.org/",
    "not a url",
  ])("refuses %s as a page", (url) => {
    expect(isOwnPage(url)).toBe(false);
  });

  it.each([
    "ws://127.0.0.1:4000/?token=x",
    "data:image/png;base64,AA==",
    "blob:app://guidepost/8c6a",
    "app://guidepost/assets/a.css",
  ])("lets the window ask for %s", (url) => {
    expect(isOwnRequest(url)).toBe(true);
  });

  it.each([
    "ws://192.0.2.1:4000/",
    "wss://example.org/",
    "https://example.org/track.gif",
    "http://127.0.0.1:4000/",
    "blob:https://example.org/8c6a",
    "file:///etc/passwd",
  ])("refuses to fetch %s", (url) => {
    expect(isOwnRequest(url)).toBe(false);
  });
});
