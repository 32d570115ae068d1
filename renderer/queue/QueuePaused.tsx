import type { ReactNode } from "react";
import { CommandTextButton } from "../app/CommandTextButton.tsx";
import { Icon } from "../app/icons.tsx";
import { useQueue } from "./queue-store.ts";

/** Says that nothing in the queue is started, with the way on; nothing while the queue goes on. */
export function QueuePaused({ children }: { children: ReactNode }) {
  const paused = useQueue((state) => state.paused);
  return (
    <div role="status">
      {paused && (
        <p className="queue-paused">
          <Icon name="pause" />
          <span>{children}</span>
          <CommandTextButton command="queue.pause" label="Go on" />
        </p>
      )}
    </div>
  );
}
