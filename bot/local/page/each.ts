import { Children, type ReactNode } from 'react';

/** Renders the items of a list that never changes its order and whose items have no ids: their places are their keys. */
export const each = <T>(items: readonly T[], render: (item: T) => ReactNode): ReactNode[] =>
  Children.toArray(items.map((item) => render(item)));
