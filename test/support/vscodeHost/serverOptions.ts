/** One entry of keybindings.json: the way to run a command with arguments from the page. */
export interface KeyBinding {
  readonly key: string;
  readonly command: string;
  readonly args?: unknown;
}

export interface ServerOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The content of chatLanguageModels.json. */
  readonly models?: readonly unknown[];
  readonly keyBindings?: readonly KeyBinding[];
  /** Packed extensions to install before the start. */
  readonly packages?: readonly string[];
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * VS Code's own automation mode: suites run inside the extension host, and dialogs and notifications are suppressed. Off: what
   * a person sees.
   */
  readonly automation?: boolean;
}

/** Quiet defaults: nothing that opens by itself, and nothing that asks the network. */
export const defaultSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'update.showReleaseNotes': false,
  'security.workspace.trust.enabled': false,
  'window.dialogStyle': 'custom',
  'git.openRepositoryInParentFolders': 'never',
} as const;
