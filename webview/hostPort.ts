import type { HostToReport, ReportToHost, SavedReport } from '../src/core/reportMessages.ts';

/** What VS Code puts into a webview's page; it may be asked for once. */
declare function acquireVsCodeApi(): {
  postMessage(message: ReportToHost): void;
  getState(): unknown;
  setState(state: SavedReport): void;
};

export interface HostPort {
  send(message: ReportToHost): void;
  save(state: SavedReport): void;
  /** What `save` kept over a hidden tab or a reload; not checked. */
  saved(): unknown;
  listen(receive: (message: HostToReport) => void): void;
}

export function hostPort(): HostPort {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    save: (state) => api.setState(state),
    saved: () => api.getState(),
    listen(receive) {
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (isMessage(data)) receive(data);
      });
    },
  };
}

function isMessage(data: unknown): data is HostToReport {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return data.type === 'busy' || (data.type === 'show' && 'report' in data);
}
