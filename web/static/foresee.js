// Beside an act's form: the dates that would follow, asked for anew after each change. Without it a button does so.
const form = document.getElementById("act");
const ahead = document.getElementById("ahead");
let timer = 0;
let turn = 0;

async function look() {
  const mine = ++turn;
  try {
    const answer = await fetch(form.dataset.ahead, { method: "POST", body: new FormData(form) });
    if (answer.ok && mine === turn) ahead.innerHTML = await answer.text();
  } catch {
    // no connection: the button asks again
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, 400);
});
