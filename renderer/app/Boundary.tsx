import { Component, type ReactNode } from "react";
import { Empty } from "./Empty.tsx";
import { writeLog } from "./log-store.ts";
import { messageOf } from "./notices.ts";

interface Props {
  /** What cannot be shown when it fails, as a sentence begins with it. */
  what: string;
  /** Said then. */
  hint?: string;
  /** What else can be done then than to try again. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Keeps a failure inside the part of the window that had it: the others go on, and so does the training. */
export class Boundary extends Component<Props, { message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: messageOf(error) };
  }

  override componentDidCatch(error: unknown) {
    writeLog("error", `${this.props.what} cannot be shown: ${messageOf(error)}`);
  }

  override render() {
    const { message } = this.state;
    const { what, hint, actions, children } = this.props;
    if (message === null) return children;
    return (
      <div role="alert" className="failure">
        <Empty title={`${what} cannot be shown`}>
          <p className="selectable">{message}</p>
          {hint && <p>{hint}</p>}
          <div className="failure-actions">
            <button type="button" onClick={() => this.setState({ message: null })}>
              Try again
            </button>
            {actions}
          </div>
        </Empty>
      </div>
    );
  }
}
