import { IconButton } from "./IconButton.tsx";
import { dismiss, useNotices } from "./notices.ts";

export function Notices() {
  const notices = useNotices((state) => state.notices);
  return (
    <div className="notices" role="alert">
      {notices.map(({ id, text }) => (
        <div key={id} className="notice">
          <p className="selectable">{text}</p>
          <IconButton icon="close" label="Dismiss" onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
