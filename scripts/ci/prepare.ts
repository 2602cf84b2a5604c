import { controlPlaneBinaries } from '../../test/support/controlPlane/buildBinaries.ts';
import { installHost } from '../../test/support/vscodeHost/installHost.ts';

/** Puts the large parts that tests need into the cache: a VS Code from npm, a Kubernetes control plane from Go modules. */
await installHost();
await controlPlaneBinaries();
