import type { ScaffoldProtocol } from '../../src/protocol/scaffold';
import type { HostConnection } from '../shared/connectHost';

/** What the wizard asks of its host. */
export type Host = Pick<HostConnection<ScaffoldProtocol, unknown>, 'request' | 'notify'>;
