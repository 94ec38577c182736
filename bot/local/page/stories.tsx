import type { EveningStory } from '../sample/evenings';

/** What may have gone wrong tonight, each with the questions that lead to its cause. */
export const Stories = ({ stories, ask }: { stories: readonly EveningStory[]; ask: (question: string) => void }) => (
  <details className="stories">
    <summary>Evenings to try</summary>
    <ul>
      {stories.map(({ title, told, questions }) => (
        <li key={title} className="story">
          <strong>{title}</strong>
          <p>{told}</p>
          <div className="chips">
            {questions.map((question) => (
              <button key={question} type="button" onClick={() => ask(question)}>
                {question}
              </button>
            ))}
          </div>
        </li>
      ))}
    </ul>
  </details>
);
