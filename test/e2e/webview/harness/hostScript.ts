import type { ReportMessage } from '../../../../src/core/reportMessages.ts';
import { themes, type ThemeName } from './themes.ts';

/**
 * Runs in the page before anything else: VS Code's theme on the document, `acquireVsCodeApi` with a state that outlives a reload, and
 * a host that answers `ready` with the report.
 */
export function hostScript(theme: ThemeName, report: ReportMessage): string {
  const { kind, variables } = themes[theme];
  return `(() => {
    const variables = ${JSON.stringify(variables)};
    const report = ${JSON.stringify(report)};
    window.sentToHost = [];
    window.policyViolations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.policyViolations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
    const dress = () => {
      for (const [name, value] of Object.entries(variables))
        document.documentElement.style.setProperty('--vscode-' + name, value);
      if (!document.body) return false;
      document.body.classList.add(${JSON.stringify(kind)});
      document.body.dataset.vscodeThemeKind = ${JSON.stringify(kind)};
      return true;
    };
    const observer = new MutationObserver(() => { if (document.documentElement && dress()) observer.disconnect(); });
    observer.observe(document, { childList: true, subtree: true });
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => {
        window.sentToHost.push(structuredClone(message));
        if (message.type === 'ready') window.postMessage({ type: 'show', report }, '*');
      },
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
    });
  })();`;
}
