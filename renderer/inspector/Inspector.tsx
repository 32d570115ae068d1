import { NewRunForm } from "./NewRunForm.tsx";
import { RunCard } from "./RunCard.tsx";

export function Inspector() {
  return (
    <div className="inspector">
      <section className="inspector-form" aria-label="New run">
        <NewRunForm />
      </section>
      <RunCard />
    </div>
  );
}
