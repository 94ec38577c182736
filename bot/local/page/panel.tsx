import { type ReactNode, useEffect, useRef } from 'react';

/** What opens beside the channel: it takes the focus, Escape closes it, and the focus goes back to where it was. */
export const Panel = ({ label, close, children }: { label: string; close: () => void; children: ReactNode }) => {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    button.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <aside
      className="panel"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <button type="button" className="button close" ref={button} onClick={close}>
        Close
      </button>
      {children}
    </aside>
  );
};
