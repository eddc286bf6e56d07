/** What a person typed in or chose can't be used: the field that holds it, and why. */
export class Refusal extends Error {
  readonly place: string;

  constructor(place: string, why: string) {
    super(why);
    this.place = place;
  }
}
