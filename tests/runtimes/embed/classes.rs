//! Classes that the embedder defines.

use gojs::{
    DeterministicHost, Error,
    embed::{Caller, Function, Rooted, Throw},
    js::{Thrown, Value},
};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::{Program, Runtime};

use super::builder;

on_each_runtime![instances_hold_a_value_of_rust_s, misuse_of_a_class_is_thrown,];

#[derive(Default)]
struct Account {
    balance: i64,
    observer: Option<Function>,
}

fn bank<R: Runtime>() -> Program<R> {
    let builder = builder::<R>()
        .class("Account", |class| {
            class
                .constructor(|_cx, balance: i64| {
                    if balance < 0 { Err("nobody begins with debts") } else { Ok(Account { balance, observer: None }) }
                })
                .method("deposit", |account: &mut Account, by: i64| {
                    account.balance += by;
                    account.balance
                })
                .method_with("observe", |cx, account: &mut Account, observer: Function| {
                    let seen = cx.call_function::<f64>(&observer, (cx.this(),))?;
                    account.observer = Some(observer);
                    Ok::<_, Throw>(seen)
                })
                .getter("balance", |account| account.balance)
                .setter("balance", |account, balance: i64| account.balance = balance)
        })
        .function("gift", |cx, ()| cx.instance(Account { balance: 100, observer: None }))
        .class("Sealed", |class| class.method("nothing", |(): &mut (), ()| ()));
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    program.start().unwrap();
    program
}

fn new(cx: &mut Caller<'_, DeterministicHost>, class: &str, arguments: &[Value]) -> Result<Value, Thrown> {
    let global = cx.heap().global();
    let class = cx.get_named(global, class)?;
    cx.construct(class, arguments)
}

fn instances_hold_a_value_of_rust_s<R: Runtime>() {
    let mut program = bank::<R>();
    let total = program.with(|cx| {
        let account = new(cx, "Account", &[5.0.into()])?;
        let object = account.as_object().unwrap();
        cx.invoke(object, "deposit", &[10.0.into()])?;
        let key = cx.heap().key_from("balance");
        assert!(cx.set(object, key, 20.0.into())?);
        cx.invoke(object, "deposit", &[1.0.into()])?;
        assert_eq!(cx.heap().state::<Account>(account).unwrap().balance, 21);
        assert!(cx.heap().state::<String>(account).is_none());
        cx.get_named(object, "balance")
    });
    assert!(matches!(total.unwrap(), Value::Number(21.0)));
    // An instance that Rust creates belongs to the same class.
    program.call::<()>("gift", ()).unwrap();
    let gift: Rooted = program.call("gift", ()).unwrap();
    let is_account = program.with(|cx| {
        let global = cx.heap().global();
        let class = cx.get_named(global, "Account")?;
        let gift = gift.value(cx.heap());
        cx.instance_of(gift, class)
    });
    assert!(is_account.unwrap());
}

fn misuse_of_a_class_is_thrown<R: Runtime>() {
    let mut program = bank::<R>();
    let mut message = |f: &dyn Fn(&mut Caller<'_, DeterministicHost>) -> Result<Value, Thrown>| match program.with(f) {
        Err(Error::Thrown { message, .. }) => message,
        other => panic!("nothing was thrown: {other:?}"),
    };
    assert_eq!(message(&|cx| new(cx, "Account", &[(-1.0).into()])), "Error: nobody begins with debts");
    assert_eq!(
        message(&|cx| new(cx, "Account", &[])),
        "TypeError: argument 1 of `Account`: expected an integer from -9223372036854775808 to 9223372036854775807, \
         got undefined"
    );
    assert_eq!(
        message(&|cx| {
            let global = cx.heap().global();
            let class = cx.get_named(global, "Account")?;
            cx.call(class, Value::Undefined, &[1.0.into()])
        }),
        "TypeError: Class constructor Account cannot be invoked without 'new'"
    );
    assert_eq!(
        message(&|cx| new(cx, "Sealed", &[])),
        "TypeError: function Sealed() { [native code] } is not a constructor"
    );
    assert_eq!(
        message(&|cx| {
            let account = new(cx, "Account", &[1.0.into()])?.as_object().unwrap();
            let deposit = cx.get_named(account, "deposit")?;
            let other = cx.heap().object();
            cx.call(deposit, other.into(), &[1.0.into()])
        }),
        "TypeError: `Account.deposit` was called on incompatible receiver #<Object>"
    );
    // This method's callback calls a method of the same instance.
    assert_eq!(
        message(&|cx| {
            let account = new(cx, "Account", &[1.0.into()])?;
            let deposit = cx.get_named(account.as_object().unwrap(), "deposit")?;
            let again = cx.object(|o| o.method("again", move |cx, this: Value| cx.call(deposit, this, &[1.0.into()])));
            let again = cx.get_named(again, "again")?;
            cx.invoke(account.as_object().unwrap(), "observe", &[again])
        }),
        "TypeError: `Account.deposit` was called while another method of the same object runs"
    );
}
