import { isRecord } from '../../src/core/json.ts';
import type { ManifestTexts } from './manifestTexts.ts';

/** The settings with their types and defaults, section by section. */
export function settingsPage(manifest: Record<string, unknown>, texts: ManifestTexts): string {
  const { contributes } = manifest;
  const configuration = isRecord(contributes) ? contributes.configuration : undefined;
  const sections = Array.isArray(configuration) ? configuration.filter(isRecord) : [];
  return `# Settings

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
