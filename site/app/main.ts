// What every page of a language does beyond being read.
import { setUpColors } from "./colors";
import { setUpCopy } from "./copy";
import { setUpDrawer } from "./drawer";
import { setUpKeep } from "./keep";
import { setUpReveal } from "./reveal";
import { setUpSearch } from "./search";
import { setUpTerms } from "./terms";
import { setUpTicks } from "./ticks";
import { setUpUpdate } from "./update";

setUpColors();
setUpDrawer();
setUpCopy();
setUpReveal();
setUpTerms();
setUpSearch();
setUpTicks();
void setUpUpdate();
void setUpKeep();
