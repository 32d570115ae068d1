/** Which columns are shown. */
import { CommandTextButton } from "../app/CommandTextButton.tsx";
import { Menu } from "../app/Menu.tsx";
import { toggleColumn } from "./actions.ts";
import { columns } from "./columns.ts";
import { useTable } from "./table-store.ts";

export function ColumnsMenu() {
  const hidden = useTable((table) => table.hidden);
  return (
    <Menu label="Columns" title="Choose the columns; drag their edges to resize them">
      <fieldset className="checks">
        <legend>Columns</legend>
        {columns
          // Without it a row would have no name.
          .filter(({ id }) => id !== "run")
          .map(({ id, title, hint }) => (
            <label key={id} title={hint}>
              <input type="checkbox" checked={!hidden.includes(id)} onChange={() => toggleColumn(id)} />
              {id === "star" ? "Star" : title}
            </label>
          ))}
      </fieldset>
      <CommandTextButton command="library.allColumns" label="Show all, usual widths" />
    </Menu>
  );
}
