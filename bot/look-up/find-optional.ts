import type { ChangeRequest, ChangeSource, Found, Optional } from '../sources/change-source';

/** What was read of something that an answer can do without. */
export interface OptionalFound extends Pick<Found, 'changes' | 'facts'> {
  /** Whether all of it was read. */
  readonly whole: boolean;
}

/** Asks for something that an answer can do without: that it could not be read never costs the answer. */
export const findOptional = async (
  optional: Optional,
  request: ChangeRequest,
  find: ChangeSource,
): Promise<OptionalFound> => {
  try {
    const { changes, facts, coverage } = await find({ ...request, optional });
    // A record that could not be told makes the answer partial, which says so; all others were read.
    return { changes, facts, whole: coverage.complete || !coverage.cut };
  } catch {
    return { changes: [], facts: [], whole: false };
  }
};
