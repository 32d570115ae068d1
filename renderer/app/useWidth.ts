import { type RefObject, useEffect, useState } from "react";

/** Of the inside of an element, as it changes [px]; 0 before it is known. */
export function useWidth(host: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = host.current as HTMLElement;
    const resizing = new ResizeObserver(() => setWidth(element.clientWidth));
    resizing.observe(element);
    return () => resizing.disconnect();
  }, [host]);
  return width;
}
