/**
 * How vsce packs. Everything that runs is bundled. VS Code draws no picture of an extension's page that lies in the package, and follows no link
 * into it, so that page is a README of its own.
 */
export const packFlags: readonly string[] = [
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--readme-path',
  'docs/extension.md',
];
