import { isRecord } from '../../src/core/json.ts';
import type { ManifestTexts } from './manifestTexts.ts';

/** The settings with their types and defaults, section by section. */
export function settingsPage(manifest: Record<string, unknown>, texts: ManifestTexts): string {
  const { contributes } = manifest;
  const configuration = isRecord(contributes) ? contributes.configuration : undefined;
  const sections = Array.isArray(configuration) ? configuration.filter(isRecord) : [];
  return `# Settings

Nothing has to be set. The defaults are the safe ones: the kubeconfig that kubectl would use, all tools offered, since all of them only
read. No setting makes the extension write to a cluster, and none names a program or an address: those stand in your kubeconfig alone
([safety](safety.md)). What decides which cluster is reached has application scope: it counts in your user settings, and what a folder
or workspace says is ignored.

In the editor: *Settings*, and search for *Kube SRE*.

${sections.map((section) => settingsSection(section, texts)).join('\n')}`;
}

function settingsSection({ title, properties }: Record<string, unknown>, texts: ManifestTexts): string {
  const rows = Object.entries(isRecord(properties) ? properties : {}).map(([id, setting]) => {
    if (!isRecord(setting)) return '';
    const description =
      typeof setting.markdownDescription === 'string' ? texts.english(setting.markdownDescription) : '';
    return `| \`${id}\` | ${String(setting.type)} | \`${JSON.stringify(setting.default)}\` | ${description} |`;
  });
  return `## ${texts.english(String(title))}

| setting | type | default | |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
