import { throwIfCancelled } from '../../../../src/portal/base/cancellation';
import { hashText } from '../../../../src/portal/base/hash';
import type { PortalError } from '../../../../src/portal/base/errors';
import type { OrganizationReader, ScanRequest, ScanResult } from '../../../../src/portal/catalog/organizationReader';

/** An organization without a GitHub that several windows read, and that counts what they ask. */
export class FakeOrganization {
  /** Texts of catalog files, by repository. */
  readonly texts = new Map<string, string>();
  scans = 0;
  /** Most scans that were under way at one time. */
  most = 0;
  failure: PortalError | undefined;
  /** Scans wait for it. */
  gate: Promise<void> = Promise.resolve();
  #now = 0;

  constructor(texts: Readonly<Record<string, string>>) {
    Object.entries(texts).forEach(([name, text]) => this.texts.set(name, text));
  }

  /** As one window sees it. */
  createReader(account = 'jo'): OrganizationReader {
    return {
      id: 'github:https://github.test/acme',
      label: 'acme',
      host: 'https://github.test',
      account: () => Promise.resolve(account),
      scan: (request) => this.#scan(request),
      readFiles: () => Promise.resolve({ files: new Map() }),
      listFiles: () => Promise.resolve([]),
    };
  }

  async #scan({ known, signal, isKnown, onRead }: ScanRequest): Promise<ScanResult> {
    this.scans++;
    this.most = Math.max(this.most, ++this.#now);
    try {
      await this.gate;
      throwIfCancelled(signal);
      if (this.failure) {
        return { state: {}, gone: [], error: this.failure };
      }
      onRead(
        [...this.texts].map(([name, text]) => {
          const uri = `stagedoor-github:/https%2Bgithub.test/acme/${name}/main/catalog-info.yaml`;
          const blob = hashText(text);
          const info = { host: 'https://github.test', owner: 'acme', name, branch: 'main', private: true };
          return {
            repository: { id: name, info, archived: false, fork: false, topics: [] },
            file: { path: 'catalog-info.yaml', uri, blob, ...(!isKnown(uri, blob) && { text }) },
          };
        }),
      );
      return { state: { scannedAt: Date.now() }, gone: [...known.keys()].filter((name) => !this.texts.has(name)) };
    } finally {
      this.#now--;
    }
  }
}
