interface ChoiceButtonProps {
  choice: string;
  label: string;
  isChosen: boolean;
  onChoose(): void;
}

/** One of the forms in which a payload can be shown. */
export function ChoiceButton({ choice, label, isChosen, onChoose }: ChoiceButtonProps) {
  return (
    <button type="button" class="choice" aria-pressed={isChosen} data-choice={choice} onClick={onChoose}>
      {label}
    </button>
  );
}
