import type { CheckedFile } from '../checkedFile';
import type { ParsedFile } from '../checking/parsedFile';
import { Positions, type ValuePath } from '../checking/positions';
import type { Range, RepositoryInfo } from '../entity';
import { type LocationPlan, planLocation } from '../locationTargets';

/** A Location of a file, with where in the text its parts stand. */
export interface PlacedLocation {
  readonly ref: string;
  readonly plan: LocationPlan;
  readonly rangeOf: (path: ValuePath) => Range;
}

/** The Locations among the good documents of a file. @param path of the file, from the root of its repository or folder */
export function locationsIn(checked: CheckedFile, parsed: ParsedFile, path: string, repository: RepositoryInfo | undefined): readonly PlacedLocation[] {
  return checked.documents.flatMap(({ entity, ref, index, position }) => {
    if (entity?.kind !== 'Location' || ref === undefined) {
      return [];
    }
    const yaml = parsed.documents[index]?.yaml;
    const positions = yaml && new Positions(yaml, parsed.lines);
    return [{ ref, plan: planLocation(entity, path, repository), rangeOf: (at) => positions?.value(at) ?? { start: position, end: position } }];
  });
}
