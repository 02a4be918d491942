import { main } from '../../test/parity/main';
import { taskMain } from '../lib/taskMain';

await taskMain((args) => main([...args]));
