//! The symbols of DTDL's units. Source of the names: the tables of units in "DTDL v2" and in its extension
//! "QuantitativeTypes", which compose most names of parts: `kilogramPerCubicMetre`.

/// Units whose symbol is not composed of the symbols of their parts. `unity` has an empty symbol.
const SYMBOLS: &str = "unity=,percent=%,gForce=g,degreeOfArc=°,minuteOfArc=′,secondOfArc=″,degreeCelsius=°C,degreeFahrenheit=°F,\
    revolutionPerMinute=rpm,revolutionPerSecond=rps,milePerHour=mph,poundPerSquareInch=psi,millimetresOfMercury=mmHg,\
    inchesOfMercury=inHg,inchesOfWater=inH₂O,newtonMetre=N⋅m,nauticalMile=nmi,astronomicalUnit=au,fluidOunce=fl oz,massPound=lb,\
    massPoundPerHour=lb/h,tonOfRefrigeration=TR,britishThermalUnit=BTU,kiloBritishThermalUnit=kBTU,britishThermalUnitPerHour=BTU/h,\
    kiloBritishThermalUnitPerHour=kBTU/h,partsPerMillion=ppm,partsPerBillion=ppb,partsPerTrillion=ppt,partsPerQuadrillion=ppq";

/// The parts of composed units, in lower case. Pound, ounce and ton are forces here.
const PARTS: &str = "metre=m,gram=g,second=s,minute=min,hour=h,day=d,year=yr,litre=L,volt=V,ampere=A,watt=W,joule=J,hertz=Hz,pascal=Pa,\
    bar=bar,ohm=Ω,farad=F,henry=H,coulomb=C,newton=N,bit=bit,byte=B,lux=lx,lumen=lm,candela=cd,weber=Wb,tesla=T,kelvin=K,bel=B,knot=kn,\
    foot=ft,inch=in,mile=mi,radian=rad,degree=°,turn=turn,tonne=t,electronvolt=eV,gray=Gy,sievert=Sv,becquerel=Bq,gauss=G,gallon=gal,\
    hectare=ha,acre=ac,slug=slug,maxwell=Mx,pound=lbf,ounce=ozf,ton=tonf,footcandle=fc,horsepower=hp,var=var,per=/,squared=²";

const PREFIXES: &str = "nano=n,micro=µ,milli=m,centi=c,deci=d,deca=da,hecto=h,kilo=k,mega=M,giga=G,tera=T,pico=p,\
    kibi=Ki,mebi=Mi,gibi=Gi,tebi=Ti,exbi=Ei,zebi=Zi,yobi=Yi";

/// Returns the symbol of a unit: an empty text for `unity`, and the name itself for an unknown unit.
pub(super) fn symbol(unit: &str) -> String {
    look_up(SYMBOLS, unit).map(str::to_owned).or_else(|| compose_symbol(unit)).unwrap_or_else(|| unit.to_owned())
}

/// Replaces `voltAmpereReactive` by `var`, its symbol, since the symbols of its parts would not give it.
fn without_volt_ampere_reactive(unit: &str) -> String {
    const NAME: &str = "voltAmpereReactive";
    // Compares bytes, because the search of `str` adds 4 KB to the module.
    let place = unit.as_bytes().windows(NAME.len()).position(|part| part == NAME.as_bytes());
    let parts = place.and_then(|place| Some((unit.get(..place)?, unit.get(place + NAME.len()..)?)));
    parts.map_or_else(|| unit.to_owned(), |(before, behind)| [before, "var", behind].concat())
}

/// Composes the symbol of a unit from prefixes, powers and parts: `squareMetre`, `metrePerSecondSquared`,
/// `kilovoltAmpereReactiveHour`.
fn compose_symbol(unit: &str) -> Option<String> {
    let unit = without_volt_ampere_reactive(unit);
    let (mut sign, mut power) = (String::new(), "");
    let mut rest = unit.as_str();
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, letter)| letter.is_ascii_uppercase())
            .map_or(rest.len(), |(at, _)| at);
        let (word, behind) = rest.split_at_checked(end)?;
        rest = behind;
        let word = word.to_ascii_lowercase();
        match word.as_str() {
            "square" => power = "²",
            "cubic" => power = "³",
            _ => {
                let prefixed = || {
                    entries(PREFIXES)
                        .find_map(|(prefix, sign)| Some((sign, look_up(PARTS, word.strip_prefix(prefix)?)?)))
                };
                let (prefix, part) = look_up(PARTS, &word).map(|part| ("", part)).or_else(prefixed)?;
                sign.extend([prefix, part, std::mem::take(&mut power)]);
            }
        }
    }
    Some(sign)
}

fn look_up(list: &'static str, name: &str) -> Option<&'static str> {
    entries(list).find(|(known, _)| *known == name).map(|(_, sign)| sign)
}

fn entries(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.split(',').filter_map(|pair| pair.split_once('='))
}
