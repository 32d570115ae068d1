import { Component, type ReactNode } from "react";
import { Empty } from "./Empty.tsx";
import { messageOf } from "./notices.ts";

interface Props {
  panel: string;
  children: ReactNode;
}

/** Keeps a failure inside the panel that had it: the others go on, and so does the training. */
export class PanelBoundary extends Component<Props, { message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: messageOf(error) };
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <div role="alert" className="panel-failure">
        <Empty title={`${this.props.panel} cannot be shown`}>
          <p className="selectable">{message}</p>
          <button type="button" onClick={() => this.setState({ message: null })}>
            Try again
          </button>
        </Empty>
      </div>
    );
  }
}
