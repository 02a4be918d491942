/** A text as an editor holds it. `version` grows with every change, so that work can be kept by `uri` and `version`. */
export interface SourceText {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}
