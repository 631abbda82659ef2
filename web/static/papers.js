/* Files dropped, pasted or chosen are looked at one by one at once; without script they go with the form. */

function watch(box) {
  const form = box.closest("form"), input = box.querySelector("input[type=file]");
  const list = box.querySelector(".paper-list"), drop = box.querySelector(".drop");
  let line = Promise.resolve();
  box.classList.add("live");
  const weigh = () => box.classList.toggle("empty", !list.querySelector(".paper"));
  weigh();
  for (const hint of box.querySelectorAll(".scripted")) hint.hidden = false;

  async function ask(data) {
    data.append("csrf_token", form.querySelector("[name=csrf_token]").value);
    data.append("papers_key", box.dataset.key);
    for (const field of list.querySelectorAll("input[type=text]")) data.append(field.name, field.value);
    list.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(box.dataset.papers, { method: "POST", body: data });
      if (response.headers.get("Content-Type")?.startsWith("text/html") && !response.redirected && [200, 400].includes(response.status))
        show(await response.text());
      else box.classList.add("failed");
    } catch { box.classList.add("failed"); }
    list.removeAttribute("aria-busy");
  }

  function show(answer) {
    const parsed = new DOMParser().parseFromString(answer, "text/html");
    if (!parsed.querySelector("main")) list.replaceChildren(...parsed.body.childNodes);
    weigh();
  }

  function send(files) {
    box.closest("details")?.setAttribute("open", ""); // what is pasted is seen
    for (const file of files) {
      const data = new FormData();
      data.append("files", file, file.name || "paste.png");
      line = line.then(() => ask(data));
    }
  }

  input.addEventListener("change", () => { send([...input.files]); input.value = ""; });
  for (const kind of ["dragover", "dragleave", "drop"])
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.toggle("over-it", kind === "dragover"); });
  drop.addEventListener("drop", (event) => send([...event.dataTransfer.files]));
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) { event.preventDefault(); send(files); }
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=drop]");
    if (!button) return;
    event.preventDefault();
    const data = new FormData();
    data.append("drop", button.value);
    line = line.then(() => ask(data)).then(() => input.focus());
  });
  form.addEventListener("submit", (event) => { // what is still on its way goes first
    if (list.getAttribute("aria-busy") !== "true") return;
    event.preventDefault();
    const button = event.submitter;
    line = line.then(() => form.requestSubmit(button));
  });
}

for (const box of document.querySelectorAll("[data-papers]")) watch(box);
