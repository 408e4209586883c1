(function () {
  "use strict";
  var form = document.getElementById("filters");
  var shown = document.getElementById("shown");
  var items = Array.prototype.slice.call(document.querySelectorAll(".finding"));
  var texts = items.map(function (item) {
    var group = item.closest(".file");
    return ((group ? group.querySelector("h3").textContent : "") + " " + item.textContent).toLowerCase();
  });
  var names = ["outcome", "severity", "stage", "family"];
  function value(id) { return document.getElementById(id).value; }
  function fits(item, index, words) {
    return names.every(function (name) {
      var wanted = value(name);
      var has = item.dataset[name];
      return !wanted || (name === "outcome" ? has.split(" ").indexOf(wanted) >= 0 : has === wanted);
    }) && words.every(function (word) { return texts[index].indexOf(word) >= 0; });
  }
  function apply() {
    var words = value("text").toLowerCase().split(/\s+/).filter(Boolean);
    var count = 0;
    items.forEach(function (item, index) {
      item.hidden = !fits(item, index, words);
      count += item.hidden ? 0 : 1;
    });
    document.querySelectorAll(".file").forEach(function (group) {
      group.hidden = !group.querySelector(".finding:not([hidden])");
    });
    shown.textContent = count === items.length ? items.length + " shown" : count + " of " + items.length + " shown";
  }
  if (!items.length) { return; }
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
  apply();
}());
