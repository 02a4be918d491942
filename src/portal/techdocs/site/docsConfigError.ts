import { PortalError, type ErrorReason } from '../../base/errors';

/** Who refuses a site: TechDocs before MkDocs is run, or MkDocs itself. */
export type RefusedBy = 'techdocs' | 'mkdocs';

/** A site whose docs would not be built, so that a portal goes on showing what it had. */
export class DocsConfigError extends PortalError {
  readonly refusedBy: RefusedBy;

  constructor(refusedBy: RefusedBy, message: string, reason: ErrorReason = 'invalid') {
    super(reason, message);
    this.refusedBy = refusedBy;
  }
}
