import * as vscode from 'vscode';
import type { Host } from './host.ts';
import { withoutIcons } from './plainText.ts';

/** `☁ demo / shop`: where calls go that name no place. Click: switch. */
export function registerStatusBar({ target }: Host): vscode.Disposable {
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
    item.text = `$(${target.isMissing ? 'warning' : 'cloud'}) ${withoutIcons(place)}`;
    item.tooltip =
      context === undefined
        ? vscode.l10n.t('Kube SRE: choose a context')
        : target.isMissing
          ? vscode.l10n.t('Kube SRE: the kubeconfig has no context {0} any more. Click to switch.', context)
          : vscode.l10n.t(
              'Kube SRE: context {0}, {1}. Click to switch.',
              context,
              namespace ?? vscode.l10n.t('all namespaces'),
            );
    item.accessibilityInformation = { label: `Kube SRE: ${place}` };
  };
  draw();
  item.show();
  return vscode.Disposable.from(item, target.onDidChange(draw));
}

const longest = 32;

/** Names made by providers are long, and end in what tells them apart. */
function shortened(name: string): string {
  // What a person takes for one character may be several to the machine
  const characters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  return characters.length <= longest ? name : `…${characters.slice(1 - longest).join('')}`;
}
