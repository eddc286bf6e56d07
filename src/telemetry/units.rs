//! The signs of DTDL's units, by their names. Source of the names: the tables of units in "DTDL v2" and in its extension
//! "QuantitativeTypes", which compose nearly all of them: `kilogramPerCubicMetre`.

/// Names that mean more than their parts, each with its sign. `unity` has none.
const WHOLE: &str = "unity=,percent=%,gForce=g,degreeOfArc=°,minuteOfArc=′,secondOfArc=″,degreeCelsius=°C,degreeFahrenheit=°F,\
    revolutionPerMinute=rpm,revolutionPerSecond=rps,milePerHour=mph,poundPerSquareInch=psi,millimetresOfMercury=mmHg,\
    inchesOfMercury=inHg,inchesOfWater=inH₂O,newtonMetre=N⋅m,nauticalMile=nmi,astronomicalUnit=au,fluidOunce=fl oz,massPound=lb,\
    massPoundPerHour=lb/h,tonOfRefrigeration=TR,britishThermalUnit=BTU,kiloBritishThermalUnit=kBTU,britishThermalUnitPerHour=BTU/h,\
    kiloBritishThermalUnitPerHour=kBTU/h,partsPerMillion=ppm,partsPerBillion=ppb,partsPerTrillion=ppt,partsPerQuadrillion=ppq";

/// The parts of the others, in small letters. Pounds, ounces and tons are forces here.
const PARTS: &str = "metre=m,gram=g,second=s,minute=min,hour=h,day=d,year=yr,litre=L,volt=V,ampere=A,watt=W,joule=J,hertz=Hz,pascal=Pa,\
    bar=bar,ohm=Ω,farad=F,henry=H,coulomb=C,newton=N,bit=bit,byte=B,lux=lx,lumen=lm,candela=cd,weber=Wb,tesla=T,kelvin=K,bel=B,knot=kn,\
    foot=ft,inch=in,mile=mi,radian=rad,degree=°,turn=turn,tonne=t,electronvolt=eV,gray=Gy,sievert=Sv,becquerel=Bq,gauss=G,gallon=gal,\
    hectare=ha,acre=ac,slug=slug,maxwell=Mx,pound=lbf,ounce=ozf,ton=tonf,footcandle=fc,horsepower=hp,var=var,per=/,squared=²";

const PREFIXES: &str = "nano=n,micro=µ,milli=m,centi=c,deci=d,deca=da,hecto=h,kilo=k,mega=M,giga=G,tera=T,pico=p,\
    kibi=Ki,mebi=Mi,gibi=Gi,tebi=Ti,exbi=Ei,zebi=Zi,yobi=Yi";

/// The sign of a unit: empty for `unity`, the name itself where its sign isn't known.
pub(super) fn sign(unit: &str) -> String {
    find(WHOLE, unit).map(str::to_owned).or_else(|| composed(unit)).unwrap_or_else(|| unit.to_owned())
}

/// With `var`, which is the sign of the whole `voltAmpereReactive` and of none of its parts.
fn without_volt_ampere_reactive(unit: &str) -> String {
    const NAME: &str = "voltAmpereReactive";
    // By bytes: the search of `str` is 4 KB of the module.
    let place = unit.as_bytes().windows(NAME.len()).position(|part| part == NAME.as_bytes());
    let parts = place.and_then(|place| Some((unit.get(..place)?, unit.get(place + NAME.len()..)?)));
    parts.map_or_else(|| unit.to_owned(), |(before, behind)| [before, "var", behind].concat())
}

/// `squareMetre`, `metrePerSecondSquared`, `kilovoltAmpereReactiveHour`: prefixes and powers of parts, one behind the other.
fn composed(unit: &str) -> Option<String> {
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
                    pairs(PREFIXES).find_map(|(prefix, sign)| Some((sign, find(PARTS, word.strip_prefix(prefix)?)?)))
                };
                let (prefix, part) = find(PARTS, &word).map(|part| ("", part)).or_else(prefixed)?;
                sign.extend([prefix, part, std::mem::take(&mut power)]);
            }
        }
    }
    Some(sign)
}

fn find(list: &'static str, name: &str) -> Option<&'static str> {
    pairs(list).find(|(known, _)| *known == name).map(|(_, sign)| sign)
}

fn pairs(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.split(',').filter_map(|pair| pair.split_once('='))
}
