import * as vscode from 'vscode';
import type { ActiveTarget } from './activeTarget.ts';
import type { Host } from './host.ts';
import { learnKubeconfig } from './learnKubeconfig.ts';
import { withoutIcons } from './plainText.ts';

/** `☁ demo / shop`: where calls go that name no place. Click: switch. */
export function registerStatusBar({ target, calls, engines }: Host): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('kubeSre.target', vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t('Kube SRE context and namespace');
  item.command = 'kubeSre.switchContext';
  const draw = (): void => {
    const { context, namespace } = target;
    const place =
      context === undefined
        ? 'Kube SRE'
        : [shortened(context), namespace === undefined ? undefined : shortened(namespace)]
            .filter((part) => part !== undefined)
            .join(' / ');
    const trouble = troubleWords(target);
    item.text = `$(${trouble === undefined ? 'cloud' : 'warning'}) ${withoutIcons(place)}`;
    item.tooltip =
      trouble ??
      (context === undefined
        ? vscode.l10n.t('Kube SRE: choose a context')
        : vscode.l10n.t(
            'Kube SRE: context {0}, {1}. Click to switch.',
            context,
            namespace ?? vscode.l10n.t('all namespaces'),
          ));
    item.accessibilityInformation = { label: trouble === undefined ? `Kube SRE: ${place}` : `${place}. ${trouble}` };
  };
  draw();
  item.show();
  return vscode.Disposable.from(
    item,
    target.onDidChange(draw),
    target.onDidChangeTrouble(draw),
    // The view watches the cluster only while it is looked at: calls tell of it as well
    calls((record) => {
      target.learnCall(record);
      // Without a context the call did not come past the kubeconfig, or its input; with one it did
      if (record.context !== undefined) target.learnKubeconfigTrouble(undefined);
      else if (record.error !== undefined)
        void engines.loaded?.then((engine) => learnKubeconfig(engine, target)).catch(() => undefined);
    }),
  );
}

/** Why calls would fail that name no place, and what to do. */
function troubleWords({ context, isMissing, kubeconfigTrouble, clusterTrouble }: ActiveTarget): string | undefined {
  if (kubeconfigTrouble !== undefined) {
    const { because, hint } = kubeconfigTrouble;
    return vscode.l10n.t('Kube SRE: the kubeconfig cannot be read: {0}. To do: {1}.', because, hint);
  }
  if (context === undefined) return undefined;
  if (isMissing)
    return vscode.l10n.t('Kube SRE: the kubeconfig has no context {0} any more. Click to switch.', context);
  if (clusterTrouble === undefined) return undefined;
  const { because, hint } = clusterTrouble;
  return vscode.l10n.t(
    'Kube SRE: context {0} cannot be used: {1}. To do: {2}. Click to switch.',
    context,
    because,
    hint,
  );
}

const longest = 32;

/** Names made by providers are long, and end in what tells them apart. */
function shortened(name: string): string {
  // What a person takes for one character may be several to the machine
  const characters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  return characters.length <= longest ? name : `…${characters.slice(1 - longest).join('')}`;
}
