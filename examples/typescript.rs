//! Prints the TypeScript declarations of the model; the package's build puts them into `index.d.ts`.

fn main() {
    print!("{}", iotcentral_web::model::typescript());
}
