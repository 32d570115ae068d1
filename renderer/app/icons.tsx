/** The window's pictograms, drawn on a 16-pixel grid in the colour of the text. */
import type { ReactElement } from "react";

const paths = {
  play: <path d="M4.5 2.8v10.4L13 8z" fill="currentColor" />,
  pause: <path d="M4 3h3v10H4zM9 3h3v10H9z" fill="currentColor" />,
  back: <path d="M11.5 3.5v9L5.5 8zM3.5 3.5H5v9H3.5z" fill="currentColor" />,
  forward: <path d="M4.5 3.5v9l6-4.5zM11 3.5h1.5v9H11z" fill="currentColor" />,
  loop: <path d="M3 7.5A3.5 3.5 0 0 1 6.5 4H12m0 0-2-2m2 2-2 2M13 8.5A3.5 3.5 0 0 1 9.5 12H4m0 0 2-2m-2 2 2 2" />,
  sectionStart: <path d="M8.5 2.5H5v11h3.5M5 8h8m-2.5-2.5L13 8l-2.5 2.5" />,
  sectionEnd: <path d="M7.5 2.5H11v11H7.5M11 8H3m2.5-2.5L3 8l2.5 2.5" />,
  worst: (
    <path d="M2 13.5c2 0 3-1.5 4-6.500.4-2 .8-4.500 2-4.500s1.600 2.500 2 4.500c1 5 2 6.500 4 6.500M8 5.500v3.500M8 11v.6" />
  ),
  frame: <path d="M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M8 6.5v3M6.5 8h3" />,
  settings: (
    <path d="M2.5 5h5M11 5h2.5M2.5 11H5M8.5 11h5M9.2 3.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM6.8 9.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z" />
  ),
  layout: <path d="M2.5 3h11v10h-11zM6 3v10M6 9.5h7.5" />,
  light: (
    <path d="M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1" />
  ),
  dark: <path d="M13 9.6A5.5 5.5 0 0 1 6.4 3 5.5 5.5 0 1 0 13 9.6z" />,
  system: <path d="M2 3.5h12v7.5H2zM6 13.5h4M8 11v2.5" />,
  zoomIn: <path d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2M7 5v4M5 7h4" />,
  zoomOut: <path d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2M5 7h4" />,
  help: (
    <path d="M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM6.2 6.2c.2-1 .9-1.6 1.8-1.6 1 0 1.8.7 1.8 1.6 0 1.4-1.8 1.4-1.8 2.8M8 11.4v.1" />
  ),
  copy: <path d="M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3" />,
  reset: <path d="M3 8a5 5 0 1 1 1.6 3.7M3 4.5V8h3.5" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  preset: <path d="M4.5 2.5h7v11L8 10.8l-3.5 2.7z" />,
  star: <path d="m8 2.2 1.8 3.7 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4-2.9-2.8 4-.6z" />,
  starred: <path d="m8 2.2 1.8 3.7 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4-2.9-2.8 4-.6z" fill="currentColor" />,
  left: <path d="m9.5 4-4 4 4 4" />,
  right: <path d="m6.5 4 4 4-4 4" />,
  queue: <path d="M2.5 4h11M2.5 8h7M2.5 12h7M11.5 8.5v4m-2-2h4" />,
  project: <path d="M2 3.5h4.200l1.500 1.800H14v7.700H2z" />,
  up: <path d="m4 9.5 4-4 4 4" />,
  down: <path d="m4 6.5 4 4 4-4" />,
} satisfies Record<string, ReactElement>;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {paths[name]}
    </svg>
  );
}
