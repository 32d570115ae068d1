/** Docked panels: dockview keeps the boxes, React fills them. */
import "dockview/dist/styles/dockview.css";
import { createDockview, type IContentRenderer, type ITabRenderer } from "dockview";
import { type ComponentType, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Compare } from "../compare/Compare.tsx";
import { Inspector } from "../inspector/Inspector.tsx";
import { Library } from "../library/Library.tsx";
import { Runs } from "../library/Runs.tsx";
import { Tasks } from "../library/Tasks.tsx";
import { PolicyLearning } from "../policies/PolicyLearning.tsx";
import { ScenePanel } from "../scene/ScenePanel.tsx";
import { LearningCurve } from "../timeline/LearningCurve.tsx";
import { Timelines } from "../timeline/Timelines.tsx";
import { Boundary } from "./Boundary.tsx";
import { keepLayout, resizeDock } from "./dock-layout.ts";
import { type PanelName, panels } from "./panels.ts";
import { usePanelsSeen } from "./panels-seen.ts";

const contents: Record<PanelName, ComponentType> = {
  tasks: Tasks,
  runs: Runs,
  scene: ScenePanel,
  library: Library,
  compare: Compare,
  costs: Timelines,
  learning: LearningCurve,
  policy: PolicyLearning,
  inspector: Inspector,
};

const theme = { name: "guidepost", className: "dockview-theme-guidepost", gap: 0 };

export function Dock() {
  const host = useRef<HTMLDivElement>(null);
  const [boxes, setBoxes] = useState<Partial<Record<PanelName, HTMLElement>>>({});
  useEffect(() => {
    const element = host.current as HTMLDivElement;
    const dock = createDockview(element, {
      theme,
      createComponent: ({ name }) => contentBox(name as PanelName, setBoxes),
      createTabComponent: tab,
      defaultTabComponent: "title",
      disableAutoResizing: true,
      disableFloatingGroups: true,
      singleTabMode: "default",
    });
    dock.layout(element.clientWidth, element.clientHeight);
    keepLayout(dock);
    const resizing = new ResizeObserver(() => resizeDock(element.clientWidth, element.clientHeight));
    resizing.observe(element);
    return () => {
      resizing.disconnect();
      dock.dispose();
    };
  }, []);
  return (
    <main ref={host} className="dock">
      {Object.entries(boxes).map(([name, box]) => {
        const Content = contents[name as PanelName];
        return createPortal(
          <Boundary what={panels[name as PanelName]}>
            <Content />
          </Boundary>,
          box,
          name,
        );
      })}
    </main>
  );
}

type SetBoxes = (
  change: (boxes: Partial<Record<PanelName, HTMLElement>>) => Partial<Record<PanelName, HTMLElement>>,
) => void;

function contentBox(name: PanelName, setBoxes: SetBoxes): IContentRenderer {
  const element = document.createElement("div");
  element.className = "panel-box";
  element.dataset.panel = name;
  return {
    element,
    init: ({ api }) => {
      const tell = () => usePanelsSeen.setState({ [name]: api.isVisible });
      api.onDidVisibilityChange(tell);
      tell();
      setBoxes((boxes) => ({ ...boxes, [name]: element }));
    },
    dispose: () =>
      setBoxes(({ [name]: box, ...others }) =>
        box === element ? others : { ...others, ...(box ? { [name]: box } : {}) },
      ),
  };
}

/** A tab is its title: the panels of the workbench are rearranged, not closed. */
function tab(): ITabRenderer {
  const element = document.createElement("span");
  element.className = "panel-title";
  return {
    element,
    init: ({ title }) => {
      element.textContent = title;
    },
  };
}
