import type * as vscode from 'vscode';
import type { CallRecord } from '../../../core/engine.ts';
import { callLine } from './callLine.ts';

/** Every call as one line of the output channel, failures as warnings. The input comes redacted from the runner. */
export function logCalls(log: vscode.LogOutputChannel): (record: CallRecord) => void {
  return (record) => {
    if (record.error === undefined) log.info(callLine(record));
    else log.warn(callLine(record));
  };
}
