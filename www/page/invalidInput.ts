/** An invalid input: the name of the field, and the reason. */
export class InvalidInput extends Error {
  readonly place: string;

  constructor(place: string, why: string) {
    super(why);
    this.place = place;
  }
}
