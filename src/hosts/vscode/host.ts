import type * as vscode from 'vscode';
import type { CallRecord } from '../../core/engine.ts';
import type { ActiveTarget } from './activeTarget.ts';
import type { CatalogEntry } from './catalogEntry.ts';
import type { EnabledChanges } from './changes/enabledChanges.ts';
import type { DoneSteps } from './commands/doneSteps.ts';
import type { EngineSlot } from './loadEngine.ts';

/** What every surface is given. */
export interface Host {
  readonly extension: vscode.ExtensionContext;
  readonly catalog: readonly CatalogEntry[];
  readonly engines: EngineSlot;
  readonly target: ActiveTarget;
  readonly log: vscode.LogOutputChannel;
  /** Each call that this window made, as it ended. */
  readonly calls: vscode.Event<CallRecord>;
  readonly steps: DoneSteps;
  readonly changes: EnabledChanges;
}
