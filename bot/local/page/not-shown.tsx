import { Component, type ReactNode } from 'react';

/** Says loudly that this page can't show something that Slack would show; its JSON stands beside it. */
export const NotShown = ({ what, json }: { what: string; json: unknown }) => (
  <div className="not-shown" role="alert">
    <strong>This page can’t show {what}.</strong> Slack would.
    <details>
      <summary>What it holds</summary>
      <pre>{JSON.stringify(json, null, 2)}</pre>
    </details>
  </div>
);

/** Shows `NotShown` in place of whatever fails to render inside. */
export class Guarded extends Component<{ what: string; json: unknown; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    const { what, json, children } = this.props;
    return this.state.failed ? <NotShown what={what} json={json} /> : children;
  }
}
