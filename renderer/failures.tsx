/** The last resort of the window: whatever a screen throws becomes a failure a person can read, and a way back. */
import { Button } from "antd";
import { Component, type ReactNode } from "react";
import { type Failure, toFailure } from "../shared/failure";
import { FailureNotice } from "./ui/failure-notice";

interface BoundaryProps {
  readonly children: ReactNode;
  /** Leads away from the screen that failed. */
  readonly onLeave: () => void;
}

interface BoundaryState {
  readonly failure: Failure | null;
}

export class FailureBoundary extends Component<BoundaryProps, BoundaryState> {
  override readonly state: BoundaryState = { failure: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failure: toFailure(error) };
  }

  readonly leave = () => {
    this.setState({ failure: null });
    this.props.onLeave();
  };

  override render(): ReactNode {
    if (this.state.failure === null) return this.props.children;
    const back = (
      <Button onClick={this.leave} data-testid="failure-leave">
        返回我的工作
      </Button>
    );
    return (
      <div className="cb-page">
        <FailureNotice failure={this.state.failure} action={back} />
      </div>
    );
  }
}
