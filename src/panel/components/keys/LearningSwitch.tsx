import { usePanel } from '../../panel-context';

/** The consent to learn shared secrets from the page's own auth replies: off until it is given. */
export function LearningSwitch() {
  const { store } = usePanel();
  return (
    <label class="learning-switch">
      <input
        class="learning-box"
        name="learning"
        type="checkbox"
        checked={store.learning.value.isOn}
        onChange={(event) => store.setLearning(event.currentTarget.checked)}
      />
      <span>
        Learn shared secrets from the page’s own auth replies. They are kept until the browser closes and
        never leave the extension.
      </span>
    </label>
  );
}
