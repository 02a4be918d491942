import { connectHost } from '../shared/connectHost';
import { registerToolkit } from '../shared/toolkit';
import type { ScaffoldProtocol } from '../../src/protocol/scaffold';
import { WizardView } from './wizardView';
import '../shared/base.css';
import './scaffold.css';

registerToolkit();
const root = document.getElementById('root');
if (root) {
  const host = connectHost<ScaffoldProtocol>({
    progress: ({ label }) => view.showProgress(label),
    catalogChanged: () => view.refreshFields(),
  });
  const view = new WizardView(root, host);
  void view.start();
}
