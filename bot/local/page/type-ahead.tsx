import { useCombobox } from 'downshift';
import { useEffect, useState } from 'react';
import { isJson, type Json } from '../slack/json';
import { suggest } from './send';

interface Choice {
  readonly text: string;
  readonly value: string;
  readonly description?: string;
}

interface TypeAheadProps {
  readonly element: Json;
  /** Where the element stands: the message or the view, and its ids. */
  readonly place: Readonly<Record<string, string>>;
  /** The name of a form's field that holds the chosen value, and its label after a line break. */
  readonly name?: string;
  readonly label: string;
  readonly onChoose?: (choice: Choice) => void;
}

const placeholderOf = (element: Json): string =>
  isJson(element.placeholder) && typeof element.placeholder.text === 'string' ? element.placeholder.text : '';

/** What a form carries of a choice: the value, and what it is called. */
export const carriedChoice = ({ value, text }: Choice): string => JSON.stringify({ value, text });

/** A select whose options the bot gives while one types; by keyboard as by mouse. */
export const TypeAhead = ({ element, place, name, label, onChoose }: TypeAheadProps) => {
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [problem, setProblem] = useState<string>();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<Choice>();
  const box = useCombobox<Choice>({
    items: [...choices],
    itemToString: (choice) => choice?.text ?? '',
    onInputValueChange: ({ inputValue }) => setTyped(inputValue),
    onSelectedItemChange: ({ selectedItem }) => {
      setChosen(selectedItem ?? undefined);
      if (selectedItem !== null) onChoose?.(selectedItem);
    },
  });
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const found = await suggest({ ...place, value: typed });
      if (!current) return;
      setChoices(found.options ?? []);
      setProblem(found.error ?? found.problems?.[0]);
    }, 120);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed, place]);
  return (
    <div className="type-ahead">
      <input {...box.getInputProps({ placeholder: placeholderOf(element), 'aria-label': label })} />
      {name !== undefined && (
        <input type="hidden" name={name} value={chosen === undefined ? '' : carriedChoice(chosen)} />
      )}
      <ul {...box.getMenuProps({ 'aria-label': label })} className={box.isOpen ? 'open' : ''}>
        {box.isOpen &&
          choices.map((choice, index) => (
            <li
              key={choice.value}
              {...box.getItemProps({ item: choice, index })}
              className={box.highlightedIndex === index ? 'highlighted' : ''}
            >
              {choice.text}
              {choice.description !== undefined && <small> {choice.description}</small>}
            </li>
          ))}
        {box.isOpen && choices.length === 0 && typed !== '' && <li className="none">No results</li>}
      </ul>
      {problem !== undefined && (
        <small className="problem" role="alert">
          {problem}
        </small>
      )}
    </div>
  );
};
