import { isRecord } from '../../src/core/json.ts';
import type { ManifestTexts } from './manifestTexts.ts';

/** The settings with their types and defaults. */
export function settingsPage(manifest: Record<string, unknown>, texts: ManifestTexts): string {
  const { contributes } = manifest;
  const configuration = isRecord(contributes) ? contributes.configuration : undefined;
  const properties = isRecord(configuration) && isRecord(configuration.properties) ? configuration.properties : {};
  const rows = Object.entries(properties).map(([id, setting]) => {
    if (!isRecord(setting)) return '';
    const description =
      typeof setting.markdownDescription === 'string' ? texts.english(setting.markdownDescription) : '';
    return `| \`${id}\` | ${String(setting.type)} | \`${JSON.stringify(setting.default)}\` | ${description} |`;
  });
  return `# Settings

| setting | type | default | |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
